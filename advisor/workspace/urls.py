"""Every address of the workspace."""

from __future__ import annotations

from django.urls import path

from . import (
    brand_pages,
    check_pages,
    client_pages,
    delivery_pages,
    entry_link,
    exchange_pages,
    finding_pages,
    interview_pages,
    leaving_pages,
    list_pages,
    log_pages,
    portfolio_pages,
    refusals,
    report_pages,
    review_pages,
    round_pages,
    standing_pages,
    style,
)

urlpatterns = [
    path("", brand_pages.brands, name="brands"),
    path("enter/", entry_link.enter, name="enter"),
    path("enter/<str:token>/", entry_link.enter, name="enter_by"),
    path("brands/new/", brand_pages.new_brand, name="new_brand"),
    path("brands/bring/", exchange_pages.bring, name="bring"),
    path("brands/<int:brand_id>/", brand_pages.brand, name="brand"),
    path("brands/<int:brand_id>/rounds/new/", brand_pages.new_round, name="new_round"),
    path("brands/<int:brand_id>/rounds/bring/", exchange_pages.bring, name="bring_round"),
    path("brands/<int:brand_id>/archive.zip", leaving_pages.brand_archive, name="brand_archive"),
    path("brands/<int:brand_id>/erase/", leaving_pages.erase, name="erase"),
    path("erasures/<int:erasure_id>/", leaving_pages.erasure, name="erasure"),
    path("portfolio/", portfolio_pages.portfolio_page, name="portfolio"),
    path("portfolio.csv", portfolio_pages.portfolio_csv, name="portfolio_csv"),
    path("rounds/<int:round_id>/", round_pages.round, name="round"),
    path("rounds/<int:round_id>/find/", round_pages.find, name="find"),
    path("rounds/<int:round_id>/next/", interview_pages.go_on, name="go_on"),
    path("rounds/<int:round_id>/questions/<str:step_id>/", interview_pages.question, name="question"),
    path("rounds/<int:round_id>/lists/<slug:key>/add/", list_pages.add, name="list_add"),
    path("rounds/<int:round_id>/lists/<slug:key>/close/", list_pages.close, name="list_close"),
    path("rounds/<int:round_id>/lists/<slug:key>/<slug:id>/rename/", list_pages.rename, name="list_rename"),
    path("rounds/<int:round_id>/lists/<slug:key>/<slug:id>/remove/", list_pages.remove, name="list_remove"),
    path("rounds/<int:round_id>/check/", check_pages.check, name="check"),
    path("rounds/<int:round_id>/standing/", standing_pages.standing_advice, name="standing"),
    path("rounds/<int:round_id>/log/", log_pages.log, name="log"),
    path("rounds/<int:round_id>/log/<int:number>/undo/", log_pages.undo, name="undo"),
    path("rounds/<int:round_id>/answers.yaml", exchange_pages.answers_file, name="answers_file"),
    path("rounds/<int:round_id>/report/", report_pages.report, name="report"),
    path("rounds/<int:round_id>/since/<str:language>.html", report_pages.since, name="since"),
    path("rounds/<int:round_id>/report/<str:language>.<str:format>", report_pages.document, name="document"),
    path("rounds/<int:round_id>/review/", review_pages.review, name="review"),
    path("rounds/<int:round_id>/review/beginning/", review_pages.beginning, name="beginning"),
    path("rounds/<int:round_id>/review/findings/<str:finding_id>/", finding_pages.finding, name="finding"),
    path("rounds/<int:round_id>/review/own/", finding_pages.own_advice, name="new_own"),
    path("rounds/<int:round_id>/review/own/<slug:own_id>/", finding_pages.own_advice, name="own"),
    path("rounds/<int:round_id>/approval/", review_pages.approval, name="approval"),
    path("rounds/<int:round_id>/deliver/", delivery_pages.new_delivery, name="new_delivery"),
    path("deliveries/<int:delivery_id>/", delivery_pages.delivery, name="delivery"),
    path("deliveries/<int:delivery_id>/documents/<str:name>", delivery_pages.delivered, name="delivered"),
    path("deliveries/<int:delivery_id>/since/<str:language>.html", delivery_pages.since_former, name="since_former"),
    path("deliveries/<int:delivery_id>/links/", delivery_pages.make_link, name="make_link"),
    path("deliveries/<int:delivery_id>/links/<int:link_id>/revoke/", delivery_pages.revoke_link, name="revoke_link"),
    path("for/<str:token>/", client_pages.client, name="client"),
    path("for/<str:token>/<str:name>", client_pages.client_document, name="client_document"),
    path("favicon.ico", style.icon, name="icon"),
    path("style/<str:mark>.css", style.style, name="style"),
    path("style/inter-<int:weight>.woff2", style.typeface, name="typeface"),
]

handler400 = refusals.bad_request
handler404 = refusals.not_found
handler500 = refusals.gone_wrong
