# Words of the trade and of the order's history.

channel-telephone = Telephone
channel-mail = E-mail
channel-online = Online

status-receipt = Receipt
status-review = Under review
status-reviewed = To be confirmed
status-confirmed = Confirmed
status-closed = Completed
status-cancelled = Cancelled
status-filed = Filed

stage-receipt = Receipt
stage-review = Under review
stage-reviewed = To be confirmed
stage-preparing = Preparing
stage-part-shipped = Part shipped
stage-shipped = Shipped
stage-delivered = Delivered
stage-closed = Completed
stage-cancelled = Cancelled
stage-filed = Filed

segment-received = Received
segment-confirmed = Confirmed
segment-made = Made
segment-shipped = Shipped
segment-archived = Filed

# Steps: short verbs for buttons.
step-edit = Change order
step-read-back = Read back
step-review-credit = Review credit
step-review-stock = Review stock
step-review-date = Review date
step-confirm = Confirm
step-reserve = Reserve stock
step-plan-production = Plan production
step-record-output = Record output
step-inspect = Inspect
step-pick = Pick
step-check-goods = Check goods
step-notify = Notify customer
step-dispatch = Dispatch
step-deliver = Record delivery
step-close = Complete order
step-file = File
step-cancel = Cancel order
step-cancel-rest = Cancel the rest
step-hold = Put on hold
step-resume = Resume
step-reverse-review = Reverse review
step-reverse-confirmation = Reverse confirmation
step-reverse-pick = Reverse picking
step-seen = Mark as seen

# Events: what happened.
event-received = Order received
event-edited = Order changed
event-read-back = Read back and agreed
event-credit-reviewed = Credit reviewed
event-stock-reviewed = Stock reviewed
event-date-reviewed = Date reviewed
event-confirmed = Confirmed by the customer
event-reserved = More stock reserved
event-production-planned = Production planned
event-produced = Output recorded
event-inspected = Inspected
event-picked = Picked
event-goods-checked = Goods checked
event-notified = Customer notified
event-dispatched = Dispatched
event-delivered = Delivered
event-closed = Order completed
event-filed = Filed
event-cancelled = Order cancelled
event-rest-cancelled = Rest cancelled
event-held = Put on hold
event-resumed = Resumed
event-review-reversed = Review reversed
event-confirmation-reversed = Confirmation reversed
event-pick-reversed = Picking reversed
event-seen = Seen
event-paper-added = Paper added

# Fields of an order and of its steps.
field-caller = Who said yes
field-contact = Contact
field-phone = Telephone
field-address = Delivery address
field-reason = Reason
field-who = Person at the customer's
field-agreement = Agreed with the customer
field-amount = Amount
field-day = Date

# orders
