"""Request types as data: one TOML file each, and the fields that all of them share in `common.toml`."""
