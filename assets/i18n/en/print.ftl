# print
print-page-of = Page { $page } of { $pages }
print-printed-at = Printed { $at }
print-number-line = No. { $number }
print-copy-line = Copy { $number }: { $name } ({ $colour })
print-copy-file = File
print-copy-customer = Customer
print-copy-accounts = Accounts
print-colour-white = white
print-colour-red = red
print-colour-blue = blue
print-until = use by { $day }

print-col-number = No.
print-col-code = Item code
print-col-name = Goods
print-col-spec = Pack
print-col-goods = Goods and pack
print-col-quantity = Quantity
print-col-price = Price
print-col-amount = Amount
print-col-lot = Lot
print-col-expiry = Use by
print-col-lot-expiry = Lot / use by
print-col-remark = Remark
print-page-subtotal = Page subtotal
print-total = Total

print-customer = Customer
print-contact = Contact
print-telephone = Telephone
print-address = Deliver to
print-order-number = Order no.
print-customer-reference = Your ref.
print-terms = Terms
print-carrier = Carrier
print-vehicle = Vehicle
print-warehouse = Warehouse
print-temperature = Transport at
print-loaded-temperature = Loaded at
print-arrival-temperature = Arrived at
print-currency = Currency
print-incoterm = Incoterm
print-remark = Remark
print-amount-words = Amount in words
print-amount-figures = Total

print-delivery-title = Delivery Note
print-delivery-legal = Please count the goods and check lots and dates on receipt. Note shortage or damage under Remark. Valid when signed; this note also serves as proof of receipt and for settlement.
print-sign-prepared = Prepared
print-sign-storekeeper = Storekeeper
print-sign-driver = Driver
print-sign-receiver = Received
print-sign-date = Date

print-test-title = Printer position test
print-test-offset = Present offset: right { $x } mm, down { $y } mm
print-test-how = Measure from the left and upper edges of the paper with a ruler, read the difference on the scales, and enter it as the print offset (in tenths of a millimetre, negative to the left and up). Print again to check. The frame shows the printed area; all four sides should be visible.

print-date = Date
print-version = Version
print-promised = Delivery on
print-to = To
print-seal-signature = Signature and stamp / date

print-confirmation-title = Order Confirmation
print-confirmation-dear = Dear { $name },
print-confirmation-opening = Thank you for your order of { $day }, received by { $way }. We confirm the goods, quantities and prices below for delivery on { $promised }.
print-confirmation-version = This confirms version { $version } of order { $number }. Any change to the order voids it; the new confirmation then applies. Please tell us within one working day if anything differs from your order.
print-confirmation-regards = For the seller
print-confirmation-agreed = Agreed by the buyer
print-confirmation-clerk = Contact: { $name }

print-shipping-title = Shipping Notice
print-shipping-note = Check lots and dates against this notice; earliest date first. Check the vehicle’s temperature before loading. If quantities differ, ask the issuer first; do not change them yourself.
print-ships-on = Ships on
print-arrives-on = Due to arrive
print-transport = Transport
print-carrier-name = Carrier
print-waybill = Waybill
print-driver = Driver / tel.
print-shelf-life-rule = Shelf life left
print-notified-by = Notified by
print-copied-to = Copy to
print-instructions = Instructions
print-sign-checked = Checked

print-picking-title = Picking List
print-col-place = Place
print-col-to-pick = To pick
print-col-picked = Picked
print-col-tick-picked = Done
print-col-tick-checked = Checked
print-sign-picker = Picked by
print-sign-second = Checked by
print-sign-time = Time

print-readback-title = Order Read-back
print-readback-how = Read each line to the caller and tick “Read” when they agree. Correct what differs at once and read it again.
print-readback-opening = “{ $caller }, let me read your order back to you, { $lines ->
    [one] one line
   *[other] { $lines } lines
} in all:”
print-readback-deliver = “To be delivered on { $day } to: { $address }. Is all of that right?”
print-readback-said = The caller added
print-readback-missing = Still to ask:
print-readback-result = □ Agreed by the caller　　□ Corrected and read again　　□ Caller will ring back
print-caller = Caller
print-caller-telephone = Calling from
print-taken-by = Taken by
print-wanted-on = Wanted on
print-col-goods-heard = Goods and pack, as heard
print-col-read = Read
print-sign-read-by = Read by
print-sign-confirmed-by = Agreed by

print-archive-title = Order Dossier
print-archive-number = Archive no.
print-archive-name = Title
print-archive-span = Period
print-archive-records = Records
print-archive-class = Class
print-archive-secrecy = Secrecy
print-archive-retention = Retention
print-archive-keep-until = Keep until
print-archive-department = Department
print-archive-filed-on = Filed on
print-archive-forever = for ever
print-archive-completeness = Completeness check
print-archive-contents = Contents
print-archive-log = Log of events
print-archive-by = No. { $number }　By { $who }　Date { $day }
print-archive-end = — End of the dossier —
print-present = present
print-absent = missing
print-sign-inspected = Checked by
print-sign-filed = Filed by
print-col-item = To be filed
print-col-present = Result
print-col-order = No.
print-col-document-number = Document no.
print-col-responsible = By
print-col-title = Title
print-col-date = Date
print-col-page = Page
print-col-time = Time
print-col-who = Who
print-col-what = Event
print-col-detail = Details
print-col-link = Check code

print-error-glyph = One character cannot be printed
print-error-glyph-detail = The printing faces do not have { $character } ({ $code }), which stands in “{ $text }”.
print-error-glyph-advice = Write it another way and print again; nothing else is affected.
print-error-font = The printing face cannot be read
print-error-font-detail =
    The face { $face } inside the program is damaged.
    Technical detail: { $detail }
print-error-font-advice = Install the program again; your data are not affected.
print-error-code = Too long for the code
print-error-code-detail = “{ $text }” does not fit into a two-dimensional code.
print-error-code-advice = Shorten the order number and print again.
print-error-room = The paper is too small
print-error-room-detail = Head and foot fill the whole page and leave no room for the lines.
print-error-room-advice = Shorten the company head or the address, or print on A4.
print-error-pages = Nothing to print
print-error-pages-detail = No document is selected.
print-error-pages-advice = Select documents first, then print.
print-error-pdf = The PDF file was not made
print-error-pdf-detail =
    The PDF could not be put together.
    Technical detail: { $detail }
print-error-pdf-advice = Try again; if it fails again, show this sentence to your administrator.
print-error-delivery = The file was not written
print-error-delivery-detail =
    The file could not be written.
    Technical detail: { $detail }
print-error-delivery-advice = Check that the folder can be written to and that the disk is not full, or choose another folder.
