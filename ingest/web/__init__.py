"""Documents on the web: addresses on an allow-list, fetched with limits, and read in the same confined process as files."""
