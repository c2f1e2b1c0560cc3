"""The JSON Schemas, installed as summarizer.schemas."""
