# 訂單變更：申請、各部門回覆、決定、知悉；版本與歷程。

step-ask-change = 申請變更
step-answer-change = 回覆變更
step-decide-change = 決定變更
step-withdraw-change = 撤回變更
step-note-change = 知悉變更

event-change-asked = 已申請變更
event-change-answered = 部門已回覆變更
event-change-decided = 變更已決定
event-change-withdrawn = 變更已撤回
event-change-noted = 部門已知悉變更

record-change = 訂單變更（決定及知悉）
field-plan = 協同方案
field-note = 說明

possible-yes = 可行
possible-only-if = 有條件可行
possible-no = 不可行

# History.
tell-change-asked-customer = 變更 { $no }：{ $who }以{ $channel }方式提出變更
tell-change-asked-desk = 變更 { $no }：{ $desk }部門提出變更
tell-change-answered = 變更 { $no }：{ $desk }部門回覆{ $answer }
tell-change-adopted = 變更 { $no } 採納，訂單改為第 { $version } 版，需客戶重新確認
tell-change-declined = 變更 { $no } 不予採納
tell-change-withdrawn = 變更 { $no } 撤回
tell-change-noted = { $desk }部門已知悉變更 { $no }
tell-fact-concerned = 須回覆部門
tell-fact-dropped = 第 { $line } 行 { $goods } 餘量
tell-dropped = 尚未揀貨的部分不再需要
tell-fact-given-up = 放棄第 { $line } 行 { $goods }
tell-fact-days = 延誤
tell-fact-cost = 費用
tell-fact-answer-note = 說明
tell-fact-plan = 協同方案
tell-fact-review-anew = 須重新審核
tell-fact-based-on = 原版本
tell-days = { $days } 天

# Refusals.
errors-record-of-change = { $record }（變更 { $no }）
errors-refusal-ask-for-change-title = 已確認的訂單不能直接修改
errors-refusal-ask-for-change-detail = 客戶已確認過這張訂單，內容只能透過變更來修改。
errors-refusal-ask-for-change-todo = 請辦理「申請變更」，由相關部門回覆後再決定。
errors-refusal-change-open-title = 變更 { $no } 尚未決定
errors-refusal-change-open-detail = 訂單的變更 { $no } 正在處理，尚未決定，也沒有撤回。
errors-refusal-change-open-todo = 請先決定或撤回變更 { $no }。
errors-refusal-not-concerned-title = 這項變更不需要本部門回覆
errors-refusal-not-concerned-detail = 須回覆的部門是：{ $desks }。
errors-refusal-not-concerned-todo = 請由{ $desks }回覆。
errors-refusal-nobody-asked-title = 這項變更不需要部門回覆
errors-refusal-nobody-asked-detail = 這項變更不涉及任何部門。
errors-refusal-nobody-asked-todo = 請業務主管直接決定。
errors-refusal-answers-missing-title = 還有部門沒有回覆
errors-refusal-answers-missing-detail = { $desks }還沒有回覆這項變更。
errors-refusal-answers-missing-todo = 請等{ $desks }回覆後再決定。
errors-refusal-line-fixed-title = 第 { $line } 行的商品不能換
errors-refusal-line-fixed-detail = 第 { $line } 行已與生產單和出貨紀錄相連，位置和商品保持不變。
errors-refusal-line-fixed-todo = 不再需要的請「放棄此行」，新的商品請加在最後一行之後。
errors-refusal-below-taken-title = 第 { $line } 行不能減到這麼少
errors-refusal-below-taken-detail = 第 { $line } 行已揀貨或出貨 { $taken }，不能改為 { $quantity }（以最小單位計）。
errors-refusal-below-taken-todo = 請改為不少於 { $taken }；尚未出貨的揀貨可由物流主管先撤銷。
errors-refusal-price-of-shipped-title = 第 { $line } 行的單價不能改
errors-refusal-price-of-shipped-detail = 第 { $line } 行已按原單價出貨。
errors-refusal-price-of-shipped-todo = 請放棄此行的剩餘數量，以新單價另加一行。
errors-refusal-currency-of-shipped-title = 幣別不能改
errors-refusal-currency-of-shipped-detail = 已有貨物以 { $currency } 出貨。
errors-refusal-currency-of-shipped-todo = 請保留原幣別；其他幣別請另開一張訂單。
errors-refusal-customer-fixed-title = 變更不能更換客戶
errors-refusal-customer-fixed-detail = 給另一位客戶的貨，是另一張訂單。
errors-refusal-customer-fixed-todo = 請保留原客戶，或另開一張訂單。
errors-refusal-nothing-note = 沒有需要本部門知悉的變更。
