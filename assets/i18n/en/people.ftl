# Words of the trade and of the order's history.

department-sales = Sales
department-credit = Credit
department-production = Production
department-quality = Quality
department-logistics = Logistics
department-archive = Archive
department-administration = Administration
rank-staff = staff
rank-head = head

# Rights, as in "… is for …".
right-receive-order = Take orders
right-release-credit = Release over the credit limit
right-override-shelf-life = Approve lots with a short shelf life
right-read-orders = Read orders and files
right-add-paper = Add papers
right-keep-customers = Keep the customer file
right-keep-credit = Keep credit files and payments
right-keep-products = Keep the list of goods
right-keep-stock = Bring in opening stock
right-write-off = Write off lots
right-read-archive = Read the archive
right-keep-people = Manage people and roles
right-keep-company = Change company settings
right-keep-backups = Make and restore backups

field-login = Sign-in name

# people
right-record-payment = Record payments
