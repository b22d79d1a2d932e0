"""An official text comes in, a draft programme comes out."""
