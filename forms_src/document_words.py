"""What people are told of documents: what can be added, and why one was not."""

FILES = "PDF, Word (DOCX), Excel (XLSX), JPEG, PNG, HEIC, MP4, saved email (EML) or plain text (TXT)"
MEGABYTES = 25
KIND_WORDS = {
    "pdf": "PDF",
    "docx": "Word document",
    "xlsx": "Excel sheet",
    "jpg": "JPEG picture",
    "png": "PNG picture",
    "heic": "HEIC picture",
    "mp4": "MP4 film",
    "eml": "saved email",
    "txt": "plain text",
}
REASON_WORDS = {
    "empty": "The file was empty. Open it on your device to check it, then add it again.",
    "too_large": f"The file was over {MEGABYTES} MB. Make it smaller or split it, then add it again.",
    "wrong_kind": f"It was not a kind of file we can take. We take {FILES}.",
    "unsafe": "There was more in the file than a plain document has. Save it as a PDF, then add that.",
    "too_many": "The report already had the most documents it can hold.",
    "malware": "We found a virus or other harm in it. Do not open it again. Ask for help with your device.",
    "not_scanned": "We could not look inside it. It may have a password. Take that off, then add it again.",
}
