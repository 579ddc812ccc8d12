"""The XMP metadata of a PDF/A: title, sender, date, number, case number, access code with its legal basis.

Only the schemas that PDF/A knows beforehand (Dublin Core, XMP basic, PDF, the PDF/A identifier), so that nothing has to be declared.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

PART, CONFORMANCE = 2, "U"

PACKET = """<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Samspill">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>{part}</pdfaid:part>
<pdfaid:conformance>{conformance}</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:identifier>{identifier}</dc:identifier>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{description}</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator>
<dc:publisher><rdf:Bag><rdf:li>{recipient}</rdf:li></rdf:Bag></dc:publisher>
<dc:date><rdf:Seq><rdf:li>{date}</rdf:li></rdf:Seq></dc:date>
<dc:subject><rdf:Bag>{subjects}</rdf:Bag></dc:subject>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{rights}</rdf:li></rdf:Alt></dc:rights>
<pdf:Keywords>{keywords}</pdf:Keywords>
<pdf:Producer>Samspill</pdf:Producer>
<xmp:CreatorTool>Samspill</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:MetadataDate>{moment}</xmp:MetadataDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>"""


def metadata_packet(document: Mapping[str, Any], language: str) -> str:
    """The XMP packet of a request's document. Dates are the document's own: the same document gives the same bytes."""
    sender = document["sender"]
    number = document["number"] or document["id"]
    case, access = document["case_number"] or "", document["access_code"] or ""
    keywords = [number, document["type_name"], f"case: {case}", f"access: {access}"]
    facts = {
        "identifier": number,
        "language": language,
        "title": document["title"] or document["type_name"],
        "description": f"{document['type_name']} – {document['recipient']}",
        "creator": ", ".join(part for part in (sender["name"], sender["unit"]) if part) or sender["user"],
        "recipient": document["recipient"],
        "date": document["date"],
        "rights": access,
        "keywords": "; ".join(keywords),
        "moment": f"{document['date']}T00:00:00+00:00",
    }
    plain = {name: escape(value) for name, value in facts.items()}
    subjects = "".join(f"<rdf:li>{escape(keyword)}</rdf:li>" for keyword in keywords)
    return PACKET.format(part=PART, conformance=CONFORMANCE, subjects=subjects, **plain)
