using System.Collections.Immutable;
using System.Globalization;
using IML.RbaBot.Configuration;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Calendars;
using IML.RbaBot.Storage;

namespace IML.RbaBot.Alerts;

/// <summary>
/// Puts what was recorded without a review into the next digest of each focal point who is nearest. The day is kept with the message
/// before anything is written, so that a try after a crash goes on with the same day, whose delivery it may have to carry.
/// </summary>
internal sealed class DigestEntryDelivery(
    Roster roster, DirectoryStore people, Digests digests, OfficeCalendars calendars, TimeProvider time) : IDelivery
{
    public OutboxKind Kind => OutboxKind.DigestEntry;

    public async Task<DeliveryOutcome> DeliverAsync(OutboxMessage message, StoredAssessment assessment, CancellationToken cancellationToken)
    {
        var now = assessment.Assessment;
        if (now.State is not AssessmentState.Recorded { Result: var result })
        {
            return new DeliveryOutcome.Obsolete("not recorded any more");
        }

        if (message.Done is not [var kept])
        {
            return AnotherDay();
        }

        var day = DateOnly.ParseExact(kept, "O", CultureInfo.InvariantCulture);
        var share = now.Questionnaire.Rules.ReviewOf(result.Rating).SpotCheckPercent;
        var line = new DigestLine(
            now.Id,
            now.Project.IsRestricted ? null : now.Project.Title,
            now.Project.IsRestricted ? null : now.Project.Office,
            result.Rating,
            SpotCheck.IsDrawn(now.Id, share));
        var language = (await people.FindPersonAsync(now.Developer.Id, cancellationToken))?.Language;
        var then = ImmutableArray.CreateBuilder<Following>();
        foreach (var person in roster.FocalPointsFor(now, language))
        {
            if (!await digests.AddAsync(person.Id, day, line, cancellationToken))
            {
                return AnotherDay();
            }

            if (await digests.CarrierAsync(person.Id, day, now.Id, cancellationToken) == now.Id)
            {
                then.Add(new Following(OutboxKind.Digest, person.Id.Value, kept, BeginOf(day)));
            }
        }

        return new DeliveryOutcome.Delivered { Then = then.ToImmutable() };
    }

    private DeliveryOutcome.Wait AnotherDay()
    {
        var begin = calendars.Otherwise.NextDayBegin(time.GetUtcNow());
        return new DeliveryOutcome.Wait(time.GetUtcNow())
        {
            Done = [DateOnly.FromDateTime(begin.DateTime).ToString("O", CultureInfo.InvariantCulture)],
        };
    }

    private DateTimeOffset BeginOf(DateOnly day) => calendars.Otherwise.NextDayBegin(
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) - calendars.Otherwise.Zone.GetUtcOffset(day.ToDateTime(TimeOnly.MinValue)));
}
