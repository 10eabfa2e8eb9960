# Papers of an order, as filled from its dossier.
paper-read-back = 複述單
paper-confirmation = 訂單確認書
paper-picking-list = 揀貨單
paper-shipping-notice = 出貨通知單
paper-delivery-note = 送貨單
paper-archive-sheet = 歸檔單
paper-agreed-date = 交貨日期已與{ $who }商定：{ $note }
paper-copy-to-sales = 業務
paper-dossier-title = { $customer }訂單 { $number } 檔案
paper-keep-years = { $years } 年
paper-keep-for-ever = 永久
paper-secrecy-internal = 內部
paper-not-needed-cancelled = 訂單已取消，無此記錄
