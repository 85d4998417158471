"""`python -m benchmarks`: print every table, one measured module after the other."""

from benchmarks import documents, network, process, roster, web

MODULES = (network, roster, documents, process, web)

if __name__ == "__main__":
    for module in MODULES:
        module.main()
