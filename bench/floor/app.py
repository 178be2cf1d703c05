"""The floor page: four constant figures and a box that swaps them. No data, no questions, no look of its own."""

import streamlit as st
from figures import FIGURES, SETS

st.set_page_config(layout="wide")
chosen = st.selectbox("Figures", SETS)
left, right = st.columns(2)
for at, figure in enumerate(FIGURES[chosen]):
    (right if at % 2 else left).plotly_chart(figure, key=f"figure-{at}")
