"""What every service stands on: floors that know no service, each using only the floors before it.

calendar > tenancy > events > storage > observability > messaging > chassis
"""
