# Change of an order: asked for, answered, decided, noted; versions and history.

step-ask-change = Ask for a change
step-answer-change = Answer the change
step-decide-change = Decide the change
step-withdraw-change = Withdraw the change
step-note-change = Note the change

event-change-asked = Change asked for
event-change-answered = Change answered
event-change-decided = Change decided
event-change-withdrawn = Change withdrawn
event-change-noted = Change noted

record-change = Change of the order (decision and notes)
field-plan = Joint plan
field-note = Remarks

possible-yes = Possible
possible-only-if = Possible only if
possible-no = Not possible

# History.
tell-change-asked-customer = Change { $no }: { $who } asked for a change by { $channel }
tell-change-asked-desk = Change { $no }: { $desk } asked for a change
tell-change-answered = Change { $no }: { $desk } answered "{ $answer }"
tell-change-adopted = Change { $no } adopted; the order became version { $version }, to be confirmed anew
tell-change-declined = Change { $no } declined
tell-change-withdrawn = Change { $no } withdrawn
tell-change-noted = { $desk } noted change { $no }
tell-fact-concerned = To answer
tell-fact-dropped = Rest of line { $line }: { $goods }
tell-dropped = what is not picked is no longer wanted
tell-fact-given-up = Given up of line { $line }: { $goods }
tell-fact-days = Delay
tell-fact-cost = Cost
tell-fact-answer-note = Remarks
tell-fact-plan = Joint plan
tell-fact-review-anew = To be reviewed anew
tell-fact-based-on = Changes version
tell-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}

# Refusals.
errors-record-of-change = { $record } (change { $no })
errors-refusal-ask-for-change-title = A confirmed order is not edited
errors-refusal-ask-for-change-detail = The customer has confirmed this order, so its content changes only through a change.
errors-refusal-ask-for-change-todo = Use "Ask for a change"; the departments concerned answer, then it is decided.
errors-refusal-change-open-title = Change { $no } is not decided yet
errors-refusal-change-open-detail = Change { $no } of the order is neither decided nor withdrawn.
errors-refusal-change-open-todo = Decide or withdraw change { $no } first.
errors-refusal-not-concerned-title = This change does not ask your department
errors-refusal-not-concerned-detail = Asked are: { $desks }.
errors-refusal-not-concerned-todo = Leave the answer to { $desks }.
errors-refusal-nobody-asked-title = This change asks no department
errors-refusal-nobody-asked-detail = The change concerns no department.
errors-refusal-nobody-asked-todo = The head of Sales may decide at once.
errors-refusal-answers-missing-title = Answers are missing
errors-refusal-answers-missing-detail = { $desks } did not answer this change yet.
errors-refusal-answers-missing-todo = Decide once { $desks } answered.
errors-refusal-line-fixed-title = Line { $line } keeps its goods
errors-refusal-line-fixed-detail = Productions and shipments point at line { $line }, so it keeps its place and its goods.
errors-refusal-line-fixed-todo = Give the line up where it is not wanted, and add other goods as new lines at the end.
errors-refusal-below-taken-title = Line { $line } cannot become that small
errors-refusal-below-taken-detail = Of line { $line }, { $taken } are picked or shipped; it cannot become { $quantity } (in base units).
errors-refusal-below-taken-todo = Ask for at least { $taken }; the head of Logistics may first take back what is picked and has not left.
errors-refusal-price-of-shipped-title = Line { $line } keeps its price
errors-refusal-price-of-shipped-detail = Goods of line { $line } left at this price.
errors-refusal-price-of-shipped-todo = Give up the rest of the line and add a new line at the new price.
errors-refusal-currency-of-shipped-title = The currency stays
errors-refusal-currency-of-shipped-detail = Goods have left in { $currency }.
errors-refusal-currency-of-shipped-todo = Keep the currency, or write another order in the other one.
errors-refusal-customer-fixed-title = A change keeps the customer
errors-refusal-customer-fixed-detail = Goods for another customer are another order.
errors-refusal-customer-fixed-todo = Keep the customer, or write another order.
errors-refusal-nothing-note = No change waits for your department to note it.
