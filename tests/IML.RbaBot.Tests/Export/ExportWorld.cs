using System.Collections.Immutable;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Export.Documents;
using IML.RbaBot.Tests.Cards;

namespace IML.RbaBot.Tests.Export;

/// <summary>Assessments to make documents of.</summary>
internal static class ExportWorld
{
    public const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    public static readonly string[] Examples = ["reception-centre", "law-reform", "T6"];

    /// <summary>What people could type: markdown, mentions, formulas, one endless word, Arabic, emoji, control characters.</summary>
    public static readonly ImmutableArray<(string Name, string Text)> Hostile =
    [
        ("markdown", "**b** _i_ [l](https://evil.example) ![i](https://evil.example/i.png) `c` # h\n- x\n1. y\n> q"),
        ("mention", "<at>everyone</at> <script>alert(1)</script> &lt; &amp; ]]> <w:p/> {{DATE(2026-01-01)}} {reference}"),
        ("formula", "=HYPERLINK(\"https://evil.example\",\"x\") +1 -1 @SUM(A1) \t=cmd|' /C calc'!A0"),
        ("one-word", new string('W', 1500)),
        ("arabic", "مركز الاستقبال في تونس (الطابق 2) – see section 3.2 – والمرافق الصحية 100%"),
        ("hebrew-in-english", "The centre called מרכז קליטה has 3 floors"),
        ("emoji", "👩🏽‍⚖️ 😀 🇹🇳 done ✔ 漢字 テスト"),
        ("control", "a\u0000b\u0001c\u0007d\u001Be\u007Ff\u0085g\uFFFEh\uD800i\u202Ej\u2028k"),
        ("underscores", "_x000D_ _x0041_ keeps"),
    ];

    public static Assessment Submitted(string example) =>
        CardWorld.In(CardWorld.Draft(CardWorld.Example($"{example}.json")), r => new AssessmentState.Submitted(CardWorld.Now, r));

    /// <summary>Every text of every answer, measure and project field is that text.</summary>
    public static Assessment Hostilely(string text)
    {
        var sheet = FullSheets.Full(_ => text);
        return CardWorld.In(
            CardWorld.Draft(sheet, FullSheets.Project(length => Cut(text, length))),
            r => new AssessmentState.Submitted(CardWorld.Now, r));
    }

    /// <summary>Cleared with conditions, with everything that a review can leave.</summary>
    public static Assessment Reviewed(Assessment submitted, Func<string, string>? typed = null)
    {
        typed ??= text => text;
        var reviewer = CardWorld.FocalPoint;
        var frozen = submitted.State.FrozenResult!;
        return submitted with
        {
            State = new AssessmentState.ClearedWithConditions(CardWorld.Now, frozen, reviewer, CardWorld.Now.AddDays(2)),
            Review = new Review
            {
                Round = 1,
                Comments =
                [
                    new ReviewComment(
                        1, new QuestionId("A4"), typed("Which reports did you read?"), reviewer, CardWorld.Now,
                        new CommentReply(typed("The two of last year."), CardWorld.Developer, CardWorld.Now.AddHours(3))),
                    new ReviewComment(1, new QuestionId("C4"), typed("Who decides on referrals?"), reviewer, CardWorld.Now),
                ],
                Lifted =
                [
                    .. frozen.Flags.Take(1).Select(f => new LiftedFlag(
                        f.Question, f.Level, typed("The ministry confirmed it in writing."), reviewer, CardWorld.Now.AddDays(1))),
                ],
                Verdict = new Verdict(
                    Rating.C,
                    typed("The standard operating procedures are still a draft."),
                    typed("Note for the file: the ministry was slow to answer."),
                    [
                        new ReviewCondition(typed("Sign the standard operating procedures before the first arrival."), typed("Head of programme"), new DateOnly(2027, 2, 1)),
                        new ReviewCondition(typed("Send the first monitoring report to the Unit."), typed("Project manager"), new DateOnly(2027, 6, 30)),
                    ]),
            },
            Requests =
            [
                new UnitRequest(
                    1, RequestKind.Question, new QuestionId("D2"), null, typed("Does the waiting room count as detention?"),
                    CardWorld.Developer, CardWorld.Now, new RequestReply(typed("Not while people can leave."), reviewer, CardWorld.Now)),
            ],
        };
    }

    public static ExportContent Content(Assessment assessment, string language = "en") =>
        new(CardWorld.Context with { Language = CardWorld.Languages.All.Single(l => l.Id == language) }, assessment, Hash);

    private static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
