DROP INDEX tracks_desk;
DROP TABLE calendar_feeds;
