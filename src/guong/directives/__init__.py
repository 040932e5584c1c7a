"""The register of documents and what implements what."""
