"""How the programme is watched over: inspections and sessions, and what units undertake to do because of them."""
