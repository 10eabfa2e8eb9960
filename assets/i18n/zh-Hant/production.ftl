# Words of the trade and of the order's history.

field-responsible = 負責人
field-lot-code = 批號
field-produced = 生產日期

# production

# The print preview.
preview-building = 正在排版 { $done }/{ $all }…
preview-busy = 正在排版或儲存，請稍候。
preview-copies = 一式三聯
preview-job-build = 排版
preview-job-save = 匯出 PDF
preview-kind-archive-sheet = 歸檔單
preview-kind-confirmation = 訂單確認書
preview-kind-delivery-note = 送貨單
preview-kind-picking-list = 揀貨單
preview-kind-read-back = 複述單
preview-kind-shipping-notice = 出貨通知單
preview-language = 語言
preview-no-viewer = 電腦上沒有能開啟 PDF 的程式。檔案在 { $place }
preview-none = 這些訂單還沒有這種單據。
preview-nothing = 沒有可列印的單據。
preview-open = 開啟並列印
preview-open-hint = 用系統的 PDF 程式開啟，在那裡列印。
preview-paper = 紙張
preview-paper-241 = 241 × 140 mm 連續紙
preview-paper-a4 = A4
preview-prices = 列印價格
preview-save = 存為 PDF
preview-save-each = 每單一個檔案
preview-saved = 已儲存 { $place }
preview-saved-many = 已儲存 { $count } 個檔案到 { $place }
preview-stopped = 匯出已停止。
preview-title-many = { $kind } · { $count } 份
preview-without = 有 { $count } 張訂單還沒有這種單據。
