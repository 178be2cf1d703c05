from streamlit.testing.v1 import AppTest


def test_a_page_that_fails_says_a_number_and_keeps_the_reason_in_the_log():
    def script():
        from pages.shared.guard import on_script_error

        assert on_script_error(ValueError("mật khẩu của tôi"))

    test = AppTest.from_function(script).run()
    assert "Trang này gặp lỗi (mã" in test.error[0].value
    assert "mật khẩu" not in test.error[0].value
