-- Decides the initial study of one filed case after the other, each once; ends when all are done.
-- env: TOKEN, IDS (written by file-report.lua). One thread (-t1).
local token = os.getenv("TOKEN")
local headers = { ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json", ["If-Match"] = '"1"' }
local body = '{"meeting": {"entitled": 5, "deciding": 3}, "details": {"kinds": ["other_law"]}}'
local ids = io.open(os.getenv("IDS"))
local run = ("%d-%s"):format(os.time(), tostring({}):sub(8))

function request()
  local id = ids:read()
  if not id then
    wrk.thread:stop()
    return wrk.format("GET", "/health/live")
  end
  headers["Idempotency-Key"] = run .. "-" .. id
  return wrk.format("POST", "/v1/cases/" .. id .. "/initial-study", headers, body)
end
