"""`python -m deploy.local`, which `./tiendo` runs."""

import sys

from deploy.local.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
