"""The same replay told four ways: by the engine, by a plain fold, in SQL; and a bare scan."""
