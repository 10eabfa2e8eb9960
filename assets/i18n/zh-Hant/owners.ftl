# 客戶的業務負責人、只看自己的客戶、移交客戶。

owner-label = 業務負責人
owner-line = 業務負責人：{ $name }
owner-nobody = 暫無人負責
owner-scope = 您看到的是自己負責的客戶，以及尚無人負責的客戶。
owner-hand-over = 移交客戶
owner-hand-over-title = 移交客戶
owner-from = 原業務負責人
owner-to = 新業務負責人
owner-which = 移交哪些客戶
owner-which-one = 只移交{ $customer }
owner-which-all = 全部 { $count } 個客戶
owner-person-count = { $name }（{ $count }）
owner-left = { $name }（已離職）
owner-why = 原因
owner-why-hint = 連同您的姓名與時間記入每個客戶的歷程。
owner-do = 移交
owner-none = 沒有可以移交的客戶。
owner-handed = { $count } 個客戶今後由{ $to }負責。
owner-limit = 只看自己的客戶
owner-limit-hint = 只看到自己負責與尚無人負責的客戶，以及他們的訂單、價格與郵件。
owner-limit-not = 只適用於僅在業務部門任承辦的人員。
owner-still = 還有 { $count } 個客戶由{ $name }負責，請業務部門主管在「業務 › 客戶」中移交。
