"""Places in the services' code where this program may end them, and what else it may do to them from inside.

Python runs `startup/sitecustomize.py` at its start wherever that folder is on PYTHONPATH. In a process of a service, and only
where TIENDO_CHAOS_DIR is set, it puts hooks on imports; the product itself knows nothing of them. Files in that folder:

<service>         `<point> <n>`: the n-th pass through the point deletes the file and ends the process by SIGKILL
<service>.clock   seconds by which its clock is wrong, read at each look
<service>.defect  name of a planted defect (tests.chaos.defects), read once, at the start

What a process asks its store is written down beside that folder (tests.chaos.points.statements).
"""
