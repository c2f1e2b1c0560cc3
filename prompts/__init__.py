"""The prompt templates, installed as summarizer.prompts."""
