# The command line.
cli-no-home = This user has no data folder. Name the store with --store FILE.
cli-name-user = Say who you are with --user NAME; the password is asked for, or taken from the variable YILI_PASSWORD.
cli-password = Password of { $user }: 
cli-no-prompt = No password can be asked for here. Put it into the variable YILI_PASSWORD.
cli-no-display = The window cannot open: there is no display on this machine. Run yili-orders tour --out DIR to walk one order without a window.
cli-name-store = Say with --store where the demo company shall be built; it needs an empty store.
cli-demo-done = The demo company is built: { $place }. Everybody's password is { $password }.
cli-no-such-paper = Order { $number } has no { $paper } yet: it can be printed once the order has come that far.
cli-not-written = { $path } cannot be written: { $reason }. Choose another folder, or make room and try again.
cli-nothing-found = Nothing found for "{ $text }". Any part of an order number, customer, goods or telephone will do, or pinyin initials.
cli-found-more = Only the first { $most } of a kind are shown; give more of the number or name.
cli-copy-there = { $path } is there already and was left as it is. Choose another name for the copy.
cli-checked = Checked { $orders } orders and { $rows } log rows: { $faults ->
    [0] nothing is wrong.
    [one] one thing is wrong.
   *[other] { $faults } things are wrong.
}
cli-backup-done = The copy is made and verified: { $path }
cli-restored = Restored to { $place }.
cli-restored-kept = What was there before is kept as { $path }.
cli-tour-company = The demo company is ready. It is 9:05 in the morning, and the telephone rings.
cli-tour-finding = Appearance, composition and microbiology within the standard
cli-tour-done = Done. The store: { $path }
