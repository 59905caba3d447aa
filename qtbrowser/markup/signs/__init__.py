"""The signs of site generators and vaults: each family is a module, and `dialects` chooses by kind of folder."""
