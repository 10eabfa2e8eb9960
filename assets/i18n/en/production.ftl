# Words of the trade and of the order's history.

field-responsible = Responsible person
field-lot-code = Lot number
field-produced = Production date

# production

# The print preview.
preview-building = Laying out { $done } of { $all }…
preview-busy = Still laying out or saving.
preview-copies = Three copies
preview-job-build = Laying out
preview-job-save = Writing PDF
preview-kind-archive-sheet = Archive sheet
preview-kind-confirmation = Order confirmation
preview-kind-delivery-note = Delivery note
preview-kind-picking-list = Picking list
preview-kind-read-back = Read-back sheet
preview-kind-shipping-notice = Shipping notice
preview-language = Language
preview-no-viewer = No program here opens PDF files. The file is at { $place }
preview-none = These orders do not have this paper yet.
preview-nothing = There is nothing to print.
preview-open = Open to print
preview-open-hint = Opens in the system's PDF program, which prints it.
preview-paper = Paper
preview-paper-241 = 241 × 140 mm form
preview-paper-a4 = A4
preview-prices = With prices
preview-save = Save as PDF
preview-save-each = One file each
preview-saved = Saved { $place }
preview-saved-many = Saved { $count } files in { $place }
preview-stopped = Writing was stopped.
preview-title-many = { $kind } · { $count } papers
preview-without = { $count } of the orders do not have this paper yet.
