# Papers of an order, as filled from its dossier.
paper-read-back = Read-back sheet
paper-confirmation = Order confirmation
paper-picking-list = Picking list
paper-shipping-notice = Shipping notice
paper-delivery-note = Delivery note
paper-archive-sheet = Archive sheet
paper-agreed-date = The delivery date was agreed with { $who }: { $note }
paper-copy-to-sales = Sales
paper-dossier-title = Dossier of order { $number }, { $customer }
paper-keep-years = { $years } years
paper-keep-for-ever = Permanent
paper-secrecy-internal = Internal
paper-not-needed-cancelled = The order was cancelled before this record
