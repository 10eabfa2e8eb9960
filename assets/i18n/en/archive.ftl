# Words of the trade and of the order's history.

class-ordinary = Ordinary
class-long = Long-term
class-permanent = Permanent

record-read-back = Read-back with the caller's yes
record-review = Review of credit, stock and date
record-confirmation = Customer's confirmation
record-inspection = Inspection record
record-notice = Shipping notice
record-transport = Transport record
record-delivery = Signed delivery

# archive
