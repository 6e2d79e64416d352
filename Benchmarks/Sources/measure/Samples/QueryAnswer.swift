/// WeChat's answers to queries of an order, as it goes on.
enum QueryAnswer {
    /// Completed and being paid for: the members that a real answer has, about 1 KiB.
    static let awaitingPayment = Array(
        """
        {"appid":"wxd678efh567hg6787","attach":"store%3D31%26plan%3Dday","collection":{"details":\
        [],"paid_amount":0,"paying_amount":8800,"state":"USER_PAYING","total_amount":8800},\
        "location":{"start_location":"嗨客时尚主题展餐厅","end_location":"嗨客时尚主题展餐厅"},\
        "mchid":"1230000109","need_collection":true,"notify_url":\
        "https://api.merchant.example/payscore/notify","openid":"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o",\
        "order_id":"1000000000202601311693036660066","out_order_no":"202601310012345678",\
        "post_discounts":[{"amount":1200,"count":1,"description":"首小时免费","name":"满减优惠"}],\
        "post_payments":[{"amount":8000,"count":1,"description":"每日封顶","name":"充电宝租借"},\
        {"amount":2000,"count":1,"description":"超时费用","name":"超时"}],"risk_fund":{"amount":\
        20000,"description":"押金","name":"DEPOSIT"},"service_id":\
        "00004000000000159312345678901234","service_introduction":"共享充电宝租借服务","state":\
        "DOING","state_description":"MCH_COMPLETE","time_range":{"end_time":"20260131183000",\
        "start_time":"20260131092000"},"total_amount":8800}
        """.utf8)

    /// Created, with the members that are kept as evidence.
    static let created = Array(
        """
        {"order_id":"1000000000202601311693036660066","out_order_no":"202601310012345678",\
        "risk_fund":{"amount":20000},"state":"CREATED"}
        """.utf8)

    /// In service, with the members that are kept as evidence.
    static let inService = Array(
        """
        {"need_collection":true,"order_id":"1000000000202601311693036660066",\
        "out_order_no":"202601310012345678","risk_fund":{"amount":20000},"state":"DOING",\
        "state_description":"USER_CONFIRM","total_amount":0}
        """.utf8)
}
