# Who looks after a customer, own customers, handing over.

owner-label = Looked after by
owner-line = Looked after by { $name }
owner-nobody = nobody yet
owner-scope = You see your own customers, and those that nobody looks after yet.
owner-hand-over = Hand over
owner-hand-over-title = Hand over customers
owner-from = Looked after so far by
owner-to = From now on by
owner-which = Which customers
owner-which-one = Only { $customer }
owner-which-all = { $count ->
    [one] The only one
   *[other] All { $count }
}
owner-person-count = { $name } ({ $count })
owner-left = { $name }, has left
owner-why = Why
owner-why-hint = Goes into the history of each customer, with your name and the time.
owner-do = Hand over
owner-none = Nothing to hand over.
owner-handed = { $count ->
    [one] 1 customer is looked after by { $to } from now on.
   *[other] { $count } customers are looked after by { $to } from now on.
}
owner-limit = Sees only own customers
owner-limit-hint = Own customers, and those that nobody looks after yet, with their orders, prices and mail.
owner-limit-not = Only for staff of sales without another place.
owner-still = { $count ->
    [one] 1 customer is still looked after by { $name }. The head of sales hands it over under Sales › Customers.
   *[other] { $count } customers are still looked after by { $name }. The head of sales hands them over under Sales › Customers.
}
