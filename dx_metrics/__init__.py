"""Everything true about the data of a workspace. Never imports streamlit."""
