"""Metrics and logs. Labels hold tenants, routes and names of parts: never a person, a title or an id of a record."""
