# print
print-page-of = 第 { $page } 頁 / 共 { $pages } 頁
print-printed-at = 列印時間 { $at }
print-number-line = No. { $number }
print-copy-line = 第 { $number } 聯　{ $name }（{ $colour }）
print-copy-file = 存根
print-copy-customer = 客戶
print-copy-accounts = 財務
print-colour-white = 白
print-colour-red = 紅
print-colour-blue = 藍
print-until = 至 { $day }

print-col-number = 序號
print-col-code = 貨號
print-col-name = 品名
print-col-spec = 規格
print-col-goods = 品名及規格
print-col-quantity = 數量
print-col-price = 單價
print-col-amount = 金額
print-col-lot = 批號
print-col-expiry = 有效日期
print-col-lot-expiry = 批號／有效日期
print-col-remark = 備註
print-page-subtotal = 本頁小計
print-total = 合計

print-customer = 客戶名稱
print-contact = 聯絡人
print-telephone = 電話
print-address = 送貨地址
print-order-number = 訂單編號
print-customer-reference = 客戶單號
print-terms = 付款條件
print-carrier = 貨運/司機
print-vehicle = 車號
print-warehouse = 出貨倉庫
print-temperature = 運送溫度
print-loaded-temperature = 出貨溫度
print-arrival-temperature = 到貨溫度
print-currency = 幣別
print-incoterm = 貿易條件
print-remark = 備註
print-amount-words = 金額合計(大寫)
print-amount-figures = 小寫

print-delivery-title = 送貨單
print-delivery-legal = 請當面點清數量，核對批號與有效日期；如有短少、破損請於備註欄註明。簽章後生效。
print-sign-prepared = 製單人
print-sign-storekeeper = 倉管
print-sign-driver = 送貨人
print-sign-receiver = 收貨人(簽章)
print-sign-date = 日期

print-test-title = 列印位置測試頁
print-test-offset = 目前位移：向右 { $x } 公釐，向下 { $y } 公釐
print-test-how = 以直尺自紙張左緣及上緣量起，讀出與刻度的差值，填入列印位移（單位 0.1 公釐，向左、向上為負數），再列印一次核對。外框為表單範圍，四邊都應完整可見。

print-date = 日期
print-version = 確認版次
print-promised = 交貨日期
print-to = 致
print-seal-signature = 簽章／日期

print-confirmation-title = 訂單確認書
print-confirmation-dear = { $name } 鈞鑒：
print-confirmation-opening = 感謝貴方於 { $day } 以{ $way }方式訂購。本公司確認依下列品項、數量及價格供貨，交貨日期為 { $promised }。
print-confirmation-version = 本確認書對應訂單 { $number } 第 { $version } 版；訂單如有變更，本確認書即失效，以新確認書為準。如有不符，請於收到後一個工作日內告知。
print-confirmation-regards = 賣方
print-confirmation-agreed = 買方確認
print-confirmation-clerk = 聯絡人：{ $name }

print-shipping-title = 出貨通知單
print-shipping-note = 請依本單核對批號與有效日期，先到期先出；裝車前核對車廂溫度。數量有差異時，請先聯絡製單人，不得自行更改。
print-ships-on = 出貨日期
print-arrives-on = 預計到達
print-transport = 運送方式
print-carrier-name = 貨運公司
print-waybill = 託運單號
print-driver = 司機/電話
print-shelf-life-rule = 允收期
print-notified-by = 通知方式
print-copied-to = 副本
print-instructions = 出貨要求
print-sign-checked = 審核

print-picking-title = 揀貨單
print-col-place = 儲位
print-col-to-pick = 應揀數量
print-col-picked = 實揀數量
print-col-tick-picked = 已揀
print-col-tick-checked = 已複核
print-sign-picker = 揀貨人
print-sign-second = 複核人
print-sign-time = 時間

print-readback-title = 電話訂單覆誦單
print-readback-how = 逐行讀給來電者聽，對方答「對」即在「已讀」欄打勾；有出入當場更正，再讀一遍。
print-readback-opening = 「{ $caller }，我把您的訂單覆誦一遍，共 { $lines } 個品項，請您核對：」
print-readback-deliver = 「希望 { $day } 送達：{ $address }。請問以上內容都正確嗎？」
print-readback-said = 來電者另述
print-readback-missing = 還需要問清楚：
print-readback-result = □ 對方確認無誤　　□ 已依對方意見更正並再次覆誦　　□ 對方稍後回覆
print-caller = 來電者
print-caller-telephone = 來電號碼
print-taken-by = 接聽人
print-wanted-on = 希望到貨
print-col-goods-heard = 品名及規格（依所聽記錄）
print-col-read = 已讀
print-sign-read-by = 覆誦人
print-sign-confirmed-by = 對方確認人

print-archive-title = 訂單歸檔卷宗
print-archive-number = 檔號
print-archive-name = 案名
print-archive-span = 起迄日期
print-archive-records = 件數
print-archive-class = 類別
print-archive-secrecy = 機密等級
print-archive-retention = 保存年限
print-archive-keep-until = 保存至
print-archive-department = 歸檔部門
print-archive-filed-on = 歸檔日期
print-archive-forever = 永久
print-archive-completeness = 歸檔完整性檢查
print-archive-contents = 卷內目錄
print-archive-log = 辦理過程紀錄
print-archive-by = 文號 { $number }　承辦 { $who }　日期 { $day }
print-archive-end = — 本卷完 —
print-present = 齊全
print-absent = 缺
print-sign-inspected = 檢查人
print-sign-filed = 歸檔人
print-col-item = 應歸檔內容
print-col-present = 檢查結果
print-col-order = 順序
print-col-document-number = 文號
print-col-responsible = 承辦
print-col-title = 案由
print-col-date = 日期
print-col-page = 頁次
print-col-time = 時間
print-col-who = 經辦人
print-col-what = 事項
print-col-detail = 內容
print-col-link = 驗證碼

print-error-glyph = 有一個字無法列印
print-error-glyph-detail = 「{ $text }」裡的「{ $character }」（{ $code }）在列印字型中沒有。
print-error-glyph-advice = 請把這個字改成其他寫法後再列印；其他內容不受影響。
print-error-font = 列印字型無法讀取
print-error-font-detail =
    程式內附的字型 { $face } 已損壞。
    技術資訊：{ $detail }
print-error-font-advice = 請重新安裝本程式，資料不受影響。
print-error-code = 二維條碼內容太長
print-error-code-detail = 「{ $text }」放不進二維條碼。
print-error-code-advice = 請縮短訂單編號後再列印。
print-error-room = 紙張放不下
print-error-room-detail = 表頭與表尾占滿了整頁，沒有地方放明細。
print-error-room-advice = 請縮短公司抬頭或客戶地址，或改用 A4 紙。
print-error-pages = 沒有可列印的內容
print-error-pages-detail = 沒有選取任何單據。
print-error-pages-advice = 請先選取單據再列印。
print-error-pdf = PDF 檔案沒有產生
print-error-pdf-detail =
    產生 PDF 時發生錯誤。
    技術資訊：{ $detail }
print-error-pdf-advice = 請再試一次；若仍不行，請把這句話告知系統管理員。
print-error-delivery = 檔案沒有寫入
print-error-delivery-detail =
    檔案未能寫入。
    技術資訊：{ $detail }
print-error-delivery-advice = 請檢查資料夾是否可寫入、磁碟是否已滿，或換一個資料夾再試。
