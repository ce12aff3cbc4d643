from xml.etree import ElementTree as ET

from rallyboard.accounts.factors.pictures import qr_svg


def test_a_picture_is_one_svg_document_without_scripts_styles_or_a_fixed_size() -> None:
    drawn = ET.fromstring(qr_svg("otpauth://totp/Rallyboard:ada?secret=ABC&issuer=Rallyboard"))
    assert drawn.tag == "{http://www.w3.org/2000/svg}svg"
    assert {child.tag.rpartition("}")[2] for child in drawn} == {"path"}
    assert "viewBox" in drawn.attrib
    assert not {"width", "height", "style"} & set(drawn.attrib)


def test_what_is_drawn_depends_on_the_text_alone() -> None:
    assert qr_svg("one") == qr_svg("one") != qr_svg("two")
