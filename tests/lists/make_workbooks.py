"""Makes the workbooks of this folder (pip install openpyxl xlwt odfpy msoffcrypto-tool). The children are invented."""
import datetime as d, zipfile, io, os
import openpyxl, xlwt
os.chdir(os.path.dirname(os.path.abspath(__file__)))
HEAD = ["Misper Ref", "Name", "DOB", "Care home", "Last seen", None, "Returned", None, "Risk"]
SUB = [None, None, None, None, "Date", "Time", "Date", "Time", None]
ROWS = [
    ["MP/26/0411", "BEGUM, Nadia", d.date(2010, 3, 4), "Oakfield House", d.date(2026, 11, 19), d.time(15, 30), None, None, "High"],
    ["MP/26/0407", "NGUYEN, Thi Lan", d.date(2010, 9, 1), None, d.date(2026, 11, 18), d.time(18, 0), None, None, "High"],
    ["MP/26/0405", "OKAFOR, Chidi", 40585, "Elm Lodge", d.date(2026, 11, 18), 0.375, d.datetime(2026, 11, 19), 320, "Low"],
]
wb = openpyxl.Workbook(); ws = wb.active; ws.title = "Missing"
ws.append(["Missing children as at 20/11/2026 07:00"]); ws.merge_cells("A1:I1")
ws.append(HEAD); ws.append(SUB)
for c in "ABCDI": ws.merge_cells(f"{c}2:{c}3")
ws.merge_cells("E2:F2"); ws.merge_cells("G2:H2")
for r in ROWS: ws.append(r)
ws.merge_cells("D4:D5")
for row in ws.iter_rows(min_row=4):
    for c in row:
        if isinstance(c.value, d.datetime) or isinstance(c.value, d.date): c.number_format = "dd/mm/yyyy"
        elif isinstance(c.value, d.time): c.number_format = "hh:mm"
wb.create_sheet("Notes")
hidden = wb.create_sheet("Lookups"); hidden.append(["High", "Medium"]); hidden.sheet_state = "hidden"
wb.save("merged-and-split.xlsx")
wb.create_sheet("Yesterday").append(["Name", "DOB"]); wb.save("two-sheets.xlsx")

FLAT = ["Misper Ref", "Name", "DOB", "Last seen", "Returned", "Risk"]
CELLS = [["MP/26/0411", "BEGUM, Nadia", d.date(2010, 3, 4), d.datetime(2026, 11, 19, 15, 30), None, "High"],
         ["MP/26/0405", "OKAFOR, Chidi", d.date(2011, 2, 11), d.datetime(2026, 11, 18, 9, 0), d.datetime(2026, 11, 19, 3, 20), "Low"]]
book = xlwt.Workbook(); sheet = book.add_sheet("Missing")
for c, h in enumerate(FLAT): sheet.write(0, c, h)
for r, row in enumerate(CELLS, 1):
    for c, v in enumerate(row):
        style = xlwt.easyxf(num_format_str="dd/mm/yyyy hh:mm") if isinstance(v, d.datetime) else xlwt.easyxf(num_format_str="dd/mm/yyyy") if isinstance(v, d.date) else xlwt.easyxf()
        if v is not None: sheet.write(r, c, v, style)
book.save("plain.xls")

from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableRow, TableCell
from odf.text import P
doc = OpenDocumentSpreadsheet(); table = Table(name="Missing")
for row in [FLAT] + CELLS:
    tr = TableRow()
    for v in row:
        if isinstance(v, d.date): tr.addElement(TableCell(valuetype="date", datevalue=v.isoformat()))
        elif v is None: tr.addElement(TableCell())
        else:
            cell = TableCell(valuetype="string"); cell.addElement(P(text=v)); tr.addElement(cell)
    table.addElement(tr)
doc.spreadsheet.addElement(table); doc.save("plain.ods")

wb = openpyxl.Workbook(); ws = wb.active
for r in [FLAT] + CELLS: ws.append(r)
wb.save("plain.xlsx")
import msoffcrypto
from msoffcrypto.format.ooxml import OOXMLFile
with open("plain.xlsx", "rb") as f, open("encrypted.xlsx", "wb") as out: OOXMLFile(f).encrypt("secret", out)

# One cell far away: a sheet of 17 thousand million cells, if room were made for all.
wb = openpyxl.Workbook(); ws = wb.active; ws["A1"] = "Name"; ws["XFD1048576"] = "far"; wb.save("far-cell.xlsx")

# A bomb: 300 MB of zeros in a sheet, 300 KB on disk.
buf = io.BytesIO()
with zipfile.ZipFile("plain.xlsx") as src, zipfile.ZipFile("bomb.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
    for item in src.infolist(): out.writestr(item.filename, src.read(item))
    out.writestr("xl/media/padding.bin", b"\0" * (300 << 20))

with zipfile.ZipFile("plain.ods") as src, zipfile.ZipFile("repeated.ods", "w", zipfile.ZIP_DEFLATED) as out:
    for item in src.infolist():
        data = src.read(item)
        if item.filename == "content.xml":
            data = data.replace(b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1000000">').replace(b'<table:table-cell office:value-type="string"', b'<table:table-cell table:number-columns-repeated="16000" office:value-type="string"')
        out.writestr(item.filename, data)

# A formula whose value nobody computed.
wb = openpyxl.Workbook(); ws = wb.active
ws.append(["Misper Ref", "Name", "Last seen", "Notes"])
ws.append(["MP/26/0411", "BEGUM, Nadia", d.datetime(2026, 11, 19, 15, 30), '=A2&" seen in town"'])
wb.save("formula.xlsx")

# A provider's return interviews: a title, the day and the time of each in their own columns, as a workbook keeps them.
wb = openpyxl.Workbook(); ws = wb.active; ws.title = "RHIs"
ws.append(["Return home interviews, November 2026"])
ws.append(["Episodes covered", "YP", "Date of RHI", "Time of RHI", "Venue", "Completed by", "RHI outcome", "Reason for delay", "Voice of the child"])
ws.append(["MIS/26/1; MIS/26/5", "BEGUM, Nadia", d.date(2026, 11, 18), d.time(16, 30), "School", "P Nair", "Completed", "Late referral", "I went to see my sister"])
ws.append(["MIS/26/2", "NGUYEN, Thi Lan", None, None, None, None, "YP declined", None, None])
wb.save("provider.xlsx")
