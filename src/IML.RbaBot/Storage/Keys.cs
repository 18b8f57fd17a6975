using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Questionnaires;

namespace IML.RbaBot.Storage;

/// <summary>The one place where names of tables and of the queue, partition keys and row keys are made.</summary>
public static partial class Keys
{
    public const string AssessmentsTable = "Assessments";
    public const string DirectoryTable = "Directory";
    public const string DispatchQueue = "dispatch";

    public const string Head = "head";
    public const string AnswerPrefix = "answer-";
    public const string EventPrefix = "event-";
    public const string OutboxPrefix = "outbox-";
    public const string CommentPrefix = "comment-";
    public const string BeforePrefix = "before-";
    public const string DraftedPrefix = "drafted-";
    public const string LiftedPrefix = "lifted-";
    public const string RequestPrefix = "request-";
    public const string Verdict = "verdict";

    /// <summary>The first row key after every event: '.' follows '-'.</summary>
    public const string AfterEvents = "event.";

    public const string UserPrefix = "user-";
    public const string Profile = "profile";
    public const string Welcome = "welcome";
    public const string ChosenLanguage = "language";
    public const string ChannelPartition = "channel";
    public const string AlertsChannel = "alerts";

    /// <summary>People by name.</summary>
    public const string NamesPartition = "names";

    public const string UndeliverablePartition = "undeliverable";
    public const string WaitingPartition = "waiting-alerts";
    public const string RegisterPartition = "register";

    /// <summary>When retention looks at an assessment again, in the order of days.</summary>
    public const string RetentionPartition = "retention";

    /// <summary>What developers were told of a deletion, by the assessment.</summary>
    public const string AnnouncedPartition = "retention-announced";

    /// <summary>What retention cannot delete because its documents cannot be removed, by the assessment.</summary>
    public const string HinderedPartition = "retention-hindered";

    /// <summary>All rows of one assessment. Its id says the reference, so no row leads from one to the other.</summary>
    public static string Partition(AssessmentId id) => id.Value;

    public static string Answer(QuestionId question) => AnswerPrefix + question.Value;

    /// <summary>The reviewer's comment on a question, by the number of the return.</summary>
    public static string Comment(int round, QuestionId question) =>
        string.Create(CultureInfo.InvariantCulture, $"{CommentPrefix}{round:D2}-{question.Value}");

    /// <summary>What stood at a question when it was submitted, before its first change after that return.</summary>
    public static string Before(int round, QuestionId question) =>
        string.Create(CultureInfo.InvariantCulture, $"{BeforePrefix}{round:D2}-{question.Value}");

    /// <summary>The reviewer's comment for a return that is not made yet.</summary>
    public static string Drafted(QuestionId question) => DraftedPrefix + question.Value;

    public static string Lifted(QuestionId question) => LiftedPrefix + question.Value;

    public static string Request(int number) => string.Create(CultureInfo.InvariantCulture, $"{RequestPrefix}{number:D4}");

    /// <param name="number">From 1; six digits keep the order of the keys for the first 999,999 events.</param>
    public static string Event(int number) => string.Create(CultureInfo.InvariantCulture, $"{EventPrefix}{number:D6}");

    /// <param name="number">The number of the commit's first event.</param>
    /// <param name="kind">What is to be done.</param>
    /// <param name="about">One message of a kind a commit, or one of a kind and this.</param>
    public static string Outbox(int number, OutboxKind kind, string? about) => string.Create(
        CultureInfo.InvariantCulture, $"{OutboxPrefix}{number:D6}-{NameOf(kind)}{(about is null ? "" : "-")}{about}");

    /// <summary>Whether a text from outside has the shape of an outbox row's key.</summary>
    public static bool IsOutbox(string text) =>
        text.Length <= 128 && text.StartsWith(OutboxPrefix, StringComparison.Ordinal) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    public static string Outbox(OutboxMessage message) => Outbox(message.Number, message.Kind, message.About);

    /// <summary>A person's assessments.</summary>
    public static string UserPartition(PersonId person) => UserPrefix + person.Value;

    /// <summary>Newest first: a later start gives a smaller key.</summary>
    public static string ListRow(DateTimeOffset startedAt, AssessmentId id) =>
        string.Create(CultureInfo.InvariantCulture, $"{DateTimeOffset.MaxValue.UtcTicks - startedAt.UtcTicks:D19}-{id.Value}");

    /// <summary>What is remembered of a person.</summary>
    public static string PersonPartition(PersonId person) => "person-" + person.Value;

    /// <summary>Who is not named any more: one row for each request, without a name.</summary>
    public const string ForgottenPartition = "forgotten";

    /// <param name="at">When it was asked for.</param>
    /// <param name="stranger">The id that means nothing, which stands in the person's place.</param>
    public static string Forgotten(DateTimeOffset at, string stranger) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks:D19}-{stranger}");

    /// <summary>What is remembered of a team's channel or a group chat. Its id may hold characters that keys cannot.</summary>
    public static string ConversationPartition(string conversationId) =>
        "conversation-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(conversationId)));

    public static string RetentionDay(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    public static string RetentionRow(DateTimeOffset at, AssessmentId id) => $"{RetentionDay(at)}-{id.Value}";

    /// <summary>A card that is updated in place. Row of an assessment.</summary>
    public const string CardPrefix = "sent-";

    /// <param name="key">See <see cref="PlacedCard.Key"/>.</param>
    public static string Card(string key) => CardPrefix + key;

    /// <summary>The digest of one focal point and day.</summary>
    public static string DigestPartition(PersonId person, DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"digest-{person.Value}-{day:yyyyMMdd}");

    public const string DigestCarrier = "carrier";
    public const string DigestSeal = "sealed";
    public const string DigestEntryPrefix = "entry-";

    public static string DigestEntry(AssessmentId id) => DigestEntryPrefix + id.Value;

    /// <param name="id">The assessment.</param>
    /// <param name="message">The key of the outbox row.</param>
    public static string Undeliverable(AssessmentId id, string message) => $"{id.Value}-{message}";

    /// <summary>A kind as keys name it; the text form never changes once rows exist.</summary>
    public static string NameOf(OutboxKind kind) => kind switch
    {
        OutboxKind.Alert => "alert",
        OutboxKind.Projection => "projection",
        OutboxKind.ResultCard => "result-card",
        OutboxKind.Notice => "notice",
        OutboxKind.Retention => "retention",
        OutboxKind.Clock => "clock",
        OutboxKind.DigestEntry => "digest-entry",
        OutboxKind.Digest => "digest",
        OutboxKind.SentAlerts => "sent-alerts",
        OutboxKind.Supersede => "supersede",
        OutboxKind.Export => "export",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind without a name in keys."),
    };

    /// <summary>Reads the kind of an outbox row back; null for one that this version does not know.</summary>
    public static OutboxKind? KindOf(string name) => name switch
    {
        "alert" => OutboxKind.Alert,
        "projection" => OutboxKind.Projection,
        "result-card" => OutboxKind.ResultCard,
        "notice" => OutboxKind.Notice,
        "retention" => OutboxKind.Retention,
        "clock" => OutboxKind.Clock,
        "digest-entry" => OutboxKind.DigestEntry,
        "digest" => OutboxKind.Digest,
        "sent-alerts" => OutboxKind.SentAlerts,
        "supersede" => OutboxKind.Supersede,
        "export" => OutboxKind.Export,
        _ => null,
    };
}
