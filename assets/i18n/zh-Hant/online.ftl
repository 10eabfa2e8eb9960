# Columns of order files
intake-field-sale-number = 平台訂單編號
intake-field-sale-state = 訂單狀態
intake-field-sale-fulfilment = 出貨狀態
intake-field-sale-refund-state = 退款狀態
intake-field-sale-cancelled-at = 取消時間
intake-field-sale-close-reason = 關閉原因
intake-field-sale-ordered-at = 下單時間
intake-field-sale-paid-at = 付款時間
intake-field-sale-wanted = 希望送達
intake-field-sale-buyer = 買家
intake-field-sale-recipient = 收件人
intake-field-sale-phone = 電話
intake-field-sale-province = 省份
intake-field-sale-city = 城市
intake-field-sale-district = 行政區
intake-field-sale-street = 地址
intake-field-sale-zip = 郵遞區號
intake-field-sale-country = 國家
intake-field-sale-total = 訂單金額
intake-field-sale-paid = 實付金額
intake-field-sale-freight = 運費
intake-field-sale-refunded = 已退款
intake-field-sale-currency = 幣別
intake-field-sale-buyer-note = 買家留言
intake-field-sale-seller-note = 店家備註
intake-field-sale-code = 商家編號
intake-field-sale-barcode = 條碼
intake-field-sale-goods-id = 平台商品編號
intake-field-sale-title = 商品標題
intake-field-sale-specification = 規格
intake-field-sale-quantity = 數量
intake-field-sale-price = 單價
intake-field-sale-amount = 明細金額
intake-field-sale-products = 商品（合在一格）

# Findings in order files
intake-finding-lost-digits = 長訂單編號的末幾碼被試算表改成了 0；請從平台重新匯出，不要先用試算表存檔
intake-finding-goods-elsewhere = 這裡只有訂單，沒有商品明細；請把平台的明細檔一起選進來
intake-finding-order-elsewhere = 這裡只有商品明細，沒有對應的訂單；請把平台的訂單檔一起選進來

# Platforms
platform-taobao = 淘寶／天貓
platform-jd = 京東
platform-pinduoduo = 拼多多
platform-alibaba1688 = 1688
platform-youzan = 有贊
platform-shopify = Shopify
platform-woocommerce = WooCommerce
platform-amazon = 亞馬遜
platform-other = 其他

# How an order stands on its platform
sale-unpaid = 待付款
sale-paid = 已付款
sale-shipped = 已出貨
sale-done = 已完成
sale-closed = 已關閉
sale-refunded = 已退款
sale-unknown = 狀態不明

# What is unusual about an order
flag-alike = 可能重複下單
flag-unusual = 數量異常
flag-cheap = 低於最低價
flag-place = 地址不符
flag-unknown-goods = 商品未對應
flag-no-quantity = 缺數量
flag-no-price = 缺單價
flag-off = 已取消或退款
flag-gone = 平台已出貨
flag-stand-in = 收件資料不全
flag-unknown-state = 狀態不明
flag-changed = 平台有變更
flag-no-currency = 幣別不支援
flag-unfit = 暫不能轉為訂單
flag-alike-why = 同一收件人在 { $day } 有相同商品的平台訂單 { $other }，請確認是否重複
flag-unusual-why = 第 { $line } 行訂 { $quantity }，這個帳戶平時一次約 { $usual }（按最小單位），請向買家確認數量
flag-cheap-why = 第 { $line } 行每 { $per } 個最小單位 { $price }，低於店家最低價 { $lowest }
flag-place-why = 地址寫在「{ $inside }」，而「{ $named }」屬於{ $lies }，請核對收件地址
flag-unknown-goods-why = 「{ $name }」還沒有對應到我們的商品，請先指定
flag-no-quantity-why = 檔案裡沒有「{ $name }」的數量，請把平台的商品明細檔一起匯入
flag-no-price-why = 檔案和價目裡都沒有「{ $name }」的單價
flag-off-why = 平台狀態：{ $state }（{ $word }），不要備貨
flag-gone-why = 第一次匯入時平台上已是「{ $state }」，不要重複出貨
flag-stand-in-why = 檔案裡缺收件人、電話或地址，暫用店家帳戶的資料，請補齊
flag-unknown-state-why = 平台狀態「{ $word }」不認識，請到平台上核對
flag-changed-why = 看過之後平台上又有變更，請看訂單歷程
flag-no-currency-why = 幣別 { $code } 不在本公司的幣別裡
flag-unfit-why = 還不能轉為訂單：{ $why }

# What a later file says otherwise
news-state = 平台狀態 { $from } → { $to }
news-recipient = 收件人 { $from } → { $to }
news-phone = 電話 { $from } → { $to }
news-address = 地址 { $from } → { $to }
news-paid = 實付 { $from } → { $to }
news-refunded = 退款 { $from } → { $to }
news-goods = 商品、數量或價格有變
news-note = 備註：{ $to }
news-particulars = 時間等細節有變

# History of an order
event-platform-news = 平台有變更
tell-platform-news = 平台來了新消息，現在是「{ $state }」
tell-fact-shop = 店家
tell-fact-sale-state = 平台狀態
tell-fact-sale-word = 平台原文
tell-fact-sale-paid = 實付金額
tell-fact-sale-refunded = 退款金額
tell-fact-sale-goods = 商品
tell-sale-goods-differ = 商品、數量或價格有變，請核對

# What can go wrong
errors-op-other-platform-title = 檔案與店家的平台不同
errors-op-other-platform-detail = 檔案是{ $file }的格式，店家在{ $shop }。
errors-op-other-platform-todo = 請選對應的店家，或換一個檔案。
errors-op-called-off-title = 匯入已取消
errors-op-called-off-detail = 這次沒有寫入任何內容。
errors-op-called-off-todo = 需要時可以重新匯入同一個檔案。
field-shop = 店家名稱
field-shop-account = 所屬客戶帳戶
field-lowest-percent = 最低價比例
field-base-units = 每件的最小單位數

# The list of online orders, and files that come in
online-tab = 網店
online-title = 還沒有人看過的網店訂單
online-import = 匯入平台檔案
online-age = 已等
online-flags = 提醒
online-number = 平台訂單編號
online-recipient = 收件人
online-state = 平台狀態
online-amount = 實付
online-shop = 店家
online-none = 網店訂單都看過了。把平台匯出的檔案匯入進來，新訂單會排在這裡。
online-look-at = 請先看這幾點
online-no-order = 這張平台訂單還不是我們的訂單。
online-looked = 已看過
online-import-title = 網店訂單匯入
online-new-shop = 新店家
online-edit-shop = 店家資料
online-import-all = 匯入正確的訂單
online-no-shop = 請先建立一個店家，說明訂單記在哪個客戶帳戶下
online-call-off = 取消匯入
online-invitation = 選擇或拖入平台匯出的訂單檔案（CSV 或 Excel）。分成訂單和明細兩個檔案的平台，請兩個都放進來。
online-waits = 待補
online-refused = 不收
online-what = 說明
online-nothing-marked = 沒有需要看的列
online-rows = 檔案裡的訂單
online-back-to-goods = 回到商品對應
online-assigned = 已對應，以後自動認得。
online-all-assigned = 商品都已對應。選一列看說明。
online-assign-title = 這是我們的哪個商品？
online-our-product = 我們的商品
online-assign = 對應
online-assign-first = 請選商品，並填每件含多少最小單位
online-platform = 平台
online-percent-wrong = 請填 0 到 100
online-percent-note = 單價低於價目的這個百分比時提醒
online-mapping-sentence = 這個格式還不認識。請說明每一欄是什麼，儲存後同樣的檔案會自動認得。
online-mapping-name = 格式名稱
online-mapping-needs-number = 請先指定平台訂單編號在哪一欄
online-mapping-save = 儲存並讀取
online-minutes = { $count } 分鐘
online-hours = { $count } 小時
online-days = { $count } 天
online-progress = 正在匯入：{ $done } / { $all } 列
online-report = 新增 { $created } 單，變更 { $changed } 單，相同 { $same } 單，待補 { $waiting } 單，不收 { $refused } 單。
online-came-before = 「{ $file }」以前匯入過，內容完全一樣
online-assign-count = 還有 { $count } 種商品沒有對應
online-seller-code = 商家編號 { $code }
online-pack = 1 { $unit } = { $count } { $base }
online-mapping-title = 「{ $file }」裡的欄
online-save-shop = 儲存店家
online-folder = 自動匯入的資料夾
online-folder-note = 每半分鐘看一次；檔案不會被刪除
online-folder-choose = 選擇資料夾…
online-folder-move = 讀過的檔案移到其中的 imported 資料夾
online-job-look = 查看網店資料夾
online-came-by-itself = 網店資料夾：自動匯入了 { $count } 單
online-folder-refused = 監看的資料夾（{ $shop }）：有 { $count } 張訂單無法收進來。檔案仍在原處，請在「網店」裡開啟它們查看原因。
