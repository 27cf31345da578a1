"""Facts and no interpretation: events, the store that keeps them and the log that lays them out.

The path of a fact through this package: ``intake`` reads files into ``vocabulary`` events,
``store`` keeps them permanently, ``log`` stores them in columns as of any data cutoff.
"""
