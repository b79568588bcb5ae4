"""Integrators outside: endpoints that misbehave in every way, and a book of theirs of all that they were sent.

manners.py    how an endpoint answers
server.py     the endpoints of one run, on two addresses: one that the installation may send to, and one that it may not
arrivals.py   what came, on disk before it is answered
parties.py    who subscribes, through the public API
exchange.py   how an integrator exchanges a secret while everything goes on
pacing.py     the schedule that installations of this program keep to
"""
