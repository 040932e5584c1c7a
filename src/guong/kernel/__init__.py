"""The ground floor: values and pure functions that every room uses. No models, no HTTP."""
