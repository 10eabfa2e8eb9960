# Words of the trade and of the order's history.

field-report = Inspection report no.

# quality

# Lists of the departments.
desk-amount = Amount
desk-bring-in = Bring in opening stock
desk-choose-customer = Choose a customer to see credit and payments.
desk-choose-entry = Choose an entry of the register first.
desk-code = Code
desk-credit-change = Change the credit file
desk-credit-customers = Customers' credit
desk-credit-not-you = The credit file is kept by the credit desk.
desk-credit-saved = Credit file saved
desk-customer = Customer
desk-day = Day
desk-days = { $days } days
desk-days-left = Left
desk-expired = Expired
desk-exposure = Exposure
desk-filed-on = Filed on
desk-find-customer = Customer, pinyin, phone
desk-find-lot = Goods, lot, place
desk-grade = Grade
desk-left = Available
desk-limit = Limit
desk-limit-lasting = Lasting limit
desk-lots-waiting = Lots to inspect
desk-no-customers = There are no customers yet.
desk-no-lots-waiting = No lot waits for inspection.
desk-no-payments = No payments are recorded.
desk-no-stock = The store is empty. Opening stock can be brought in from a file.
desk-not-as-written = Something is not as it was written
desk-nothing-changed = Nothing was changed.
desk-nothing-filed = Nothing is filed yet. Closed orders are filed by the archive.
desk-nothing-on-the-way = Nothing is on its way.
desk-nothing-to-make = No production order is open.
desk-on-the-way = On the way
desk-payment-record = Record a payment
desk-payment-save = Record
desk-payment-saved = Payment recorded
desk-payment-why = Booking a payment back needs a reason.
desk-payments = Payments
desk-print-sheet = Print archive sheet
desk-productions = Production orders
desk-register = Register
desk-save = Save
desk-specification = Specification
desk-state = State
desk-state-late = Late
desk-state-made = To inspect
desk-state-planned = To make
desk-stock = Stock
desk-temporary = Temporary limit
desk-temporary-until = Temporary limit until
desk-terms = Terms
desk-verified = Verified: everything is as it was written.
desk-verify = Verify
desk-verify-hint = Checks every record and paper of this dossier again.
