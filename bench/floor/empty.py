"""The least that Streamlit itself can do: a page with a word on it, dressed so that the bench sees when it is there."""

import streamlit as st

st.html('<figure class="dx-exhibit"><h2>Empty</h2></figure>')
