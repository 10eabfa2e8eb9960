# Words of the trade and of the order's history.

field-report = 檢驗報告編號

# quality

# Lists of the departments.
desk-amount = 金額
desk-bring-in = 匯入期初庫存
desk-choose-customer = 選一個客戶，查看信用與收款。
desk-choose-entry = 請先在登記簿中選一卷。
desk-code = 編號
desk-credit-change = 修改信用檔案
desk-credit-customers = 客戶信用
desk-credit-not-you = 額度、等級和結算方式由信用負責人設定。
desk-credit-saved = 信用檔案已儲存
desk-customer = 客戶
desk-day = 日期
desk-days = { $days } 天
desk-days-left = 剩餘
desk-expired = 已過期
desk-exposure = 信用占用
desk-filed-on = 歸檔日期
desk-find-customer = 客戶名稱、拼音、電話
desk-find-lot = 商品、批號、儲位
desk-grade = 信用等級
desk-left = 可用額度
desk-limit = 信用額度
desk-limit-lasting = 長期額度
desk-lots-waiting = 待檢批次
desk-no-customers = 還沒有客戶。
desk-no-lots-waiting = 沒有等待檢驗的批次。
desk-no-payments = 還沒有收款紀錄。
desk-no-stock = 倉庫裡還沒有貨。可以匯入期初庫存。
desk-not-as-written = 有內容與當初寫入的不一致
desk-nothing-changed = 沒有變更。
desk-nothing-filed = 還沒有歸檔的訂單。訂單完成後由檔案部門歸檔。
desk-nothing-on-the-way = 沒有在途的貨。
desk-nothing-to-make = 沒有未完成的生產任務。
desk-on-the-way = 在途
desk-payment-record = 登記收款
desk-payment-save = 登記收款
desk-payment-saved = 收款已登記
desk-payment-why = 沖回收款須寫明原因。
desk-payments = 收款紀錄
desk-print-sheet = 列印歸檔單
desk-productions = 生產任務
desk-register = 歸檔登記簿
desk-save = 儲存
desk-specification = 規格
desk-state = 狀態
desk-state-late = 已逾期
desk-state-made = 待檢
desk-state-planned = 待生產
desk-stock = 庫存
desk-temporary = 臨時額度
desk-temporary-until = 臨時額度有效期至
desk-terms = 付款方式
desk-verified = 核對無誤：紀錄與當初寫入的完全一致。
desk-verify = 核對檔案
desk-verify-hint = 重新核算這份檔案的每一筆紀錄與附件。
