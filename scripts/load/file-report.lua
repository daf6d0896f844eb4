-- Files a report with every request, each under a key of its own. env: TOKEN, DAY (2026-11-22).
-- With IDS=FILE the cases' ids are written there, for step.lua; that costs the client some of its time.
local token, day, ids = os.getenv("TOKEN"), os.getenv("DAY"), os.getenv("IDS")
local headers = { ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json" }
local body = ([[{
  "election": "pilkada-2024", "race": "regent", "channel": "in_person", "known_on": "%s",
  "content": {
    "parties": [
      {"capacity": "reporter", "name": "Pelapor Contoh", "address": "Jalan Contoh 1"},
      {"capacity": "respondent", "subject": "pns", "name": "Camat Contoh"}
    ],
    "allegations": [{"respondent": 1, "what": "Ikut kampanye", "act_from": "%s", "place": "Lapangan desa"}],
    "evidence": [{"kind": "photo", "description": "Foto di lapangan"}],
    "account": "Terlapor hadir dan berorasi."
  }
}]]):format(day, day)
local n, run = 0, ("%d-%s"):format(os.time(), tostring({}):sub(8))

function request()
  n = n + 1
  headers["Idempotency-Key"] = run .. "-" .. n
  return wrk.format("POST", "/v1/reports", headers, body)
end

if ids then
  local out = io.open(ids, "a")
  function response(status, _, text)
    local id = status == 201 and text:match('"case_id":"([^"]+)"')
    if id then out:write(id, "\n") out:flush() end
  end
end
