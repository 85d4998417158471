"""`python -m benchmarks`: print every table, one measured module after the other."""

from benchmarks import documents, feeds, network, process, roster, web

MODULES = (network, roster, documents, feeds, process, web)

if __name__ == "__main__":
    for module in MODULES:
        module.main()
