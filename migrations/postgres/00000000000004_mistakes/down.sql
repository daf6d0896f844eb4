DROP TABLE former_sealed_parties;
DROP TABLE former_records;
DROP TABLE approvals;
