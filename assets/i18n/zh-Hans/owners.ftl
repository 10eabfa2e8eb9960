# 客户的业务负责人、只看自己的客户、移交客户。

owner-label = 业务负责人
owner-line = 业务负责人：{ $name }
owner-nobody = 暂无人负责
owner-scope = 您看到的是自己负责的客户，以及还没有人负责的客户。
owner-hand-over = 移交客户
owner-hand-over-title = 移交客户
owner-from = 原业务负责人
owner-to = 新业务负责人
owner-which = 移交哪些客户
owner-which-one = 只移交{ $customer }
owner-which-all = 全部 { $count } 个客户
owner-person-count = { $name }（{ $count }）
owner-left = { $name }（已离职）
owner-why = 原因
owner-why-hint = 连同您的姓名和时间记入每个客户的历史。
owner-do = 移交
owner-none = 没有可以移交的客户。
owner-handed = { $count } 个客户今后由{ $to }负责。
owner-limit = 只看自己的客户
owner-limit-hint = 只看到自己负责和还没有人负责的客户，以及他们的订单、价格和邮件。
owner-limit-not = 只适用于仅在销售部门任经办的人员。
owner-still = 还有 { $count } 个客户由{ $name }负责，请销售部门负责人在“销售 › 客户”里移交。
