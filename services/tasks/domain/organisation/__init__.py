"""Who there is: tenants and their units."""
