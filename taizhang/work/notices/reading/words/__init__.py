"""The language of notices as plain tables: one file per kind of word, readable without knowing the code."""
