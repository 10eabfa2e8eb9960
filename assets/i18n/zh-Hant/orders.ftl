# Words of the trade and of the order's history.

channel-telephone = 電話
channel-mail = 電子郵件
channel-online = 線上

status-receipt = 接單
status-review = 審查中
status-reviewed = 待客戶確認
status-confirmed = 已確認
status-closed = 已結案
status-cancelled = 已取消
status-filed = 已歸檔

stage-receipt = 接單
stage-review = 審查中
stage-reviewed = 待客戶確認
stage-preparing = 備貨中
stage-part-shipped = 部分出貨
stage-shipped = 已出貨
stage-delivered = 已送達
stage-closed = 已結案
stage-cancelled = 已取消
stage-filed = 已歸檔

segment-received = 接單
segment-confirmed = 確認
segment-made = 備貨
segment-shipped = 出貨
segment-archived = 歸檔

# Steps: short verbs for buttons.
step-edit = 變更訂單
step-read-back = 複誦確認
step-review-credit = 信用審核
step-review-stock = 庫存審核
step-review-date = 交期審核
step-confirm = 客戶確認
step-reserve = 補足預留
step-plan-production = 安排生產
step-record-output = 登錄產出
step-inspect = 品質檢驗
step-pick = 揀貨
step-check-goods = 複核貨物
step-notify = 通知客戶
step-dispatch = 發車交接
step-deliver = 登錄簽收
step-close = 結案
step-file = 歸檔
step-cancel = 取消訂單
step-cancel-rest = 取消未出貨部分
step-hold = 暫停
step-resume = 恢復
step-reverse-review = 取消審核
step-reverse-confirmation = 撤銷確認
step-reverse-pick = 撤銷揀貨
step-seen = 標示已閱

# Events: what happened.
event-received = 訂單已登錄
event-edited = 訂單已變更
event-read-back = 已複誦，客戶確認無誤
event-credit-reviewed = 信用已審核
event-stock-reviewed = 庫存已審核
event-date-reviewed = 交期已審核
event-confirmed = 客戶已確認
event-reserved = 已補足預留
event-production-planned = 已安排生產
event-produced = 產出已登錄
event-inspected = 已檢驗
event-picked = 已揀貨
event-goods-checked = 貨物已複核
event-notified = 已通知客戶
event-dispatched = 已發車
event-delivered = 已簽收
event-closed = 訂單已結案
event-filed = 已歸檔
event-cancelled = 訂單已取消
event-rest-cancelled = 未出貨部分已取消
event-held = 訂單已暫停
event-resumed = 訂單已恢復
event-review-reversed = 審核已取消
event-confirmation-reversed = 客戶確認已撤銷
event-pick-reversed = 揀貨已撤銷
event-seen = 部門已閱
event-paper-added = 已新增附件

# Fields of an order and of its steps.
field-caller = 確認人
field-contact = 聯絡人
field-phone = 電話
field-address = 送貨地址
field-reason = 原因
field-who = 對方人員
field-agreement = 與客戶商定的內容
field-amount = 金額
field-day = 日期

# orders
