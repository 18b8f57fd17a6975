using System.Globalization;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Export;
using IML.RbaBot.Export.Register;
using IML.RbaBot.Projections;
using IML.RbaBot.Storage;
using Microsoft.Extensions.Options;

namespace IML.RbaBot.Retention;

/// <summary>
/// Once a day: takes the looks that are due, and announces, deletes or looks again later. Every step may be repeated, so several
/// instances may do it at once, and a process that dies in between leaves the look to the next one. What cannot be done just now is
/// tried again soon.
/// </summary>
internal sealed partial class RetentionSweep(
    RetentionRows rows,
    AssessmentStore store,
    AssessmentEraser eraser,
    DirectoryStore directory,
    RegisterStore register,
    Projector projector,
    FilingPlaces places,
    Dispatcher dispatcher,
    IOptions<RetentionOptions> options,
    TimeProvider time,
    ILogger<RetentionSweep> logger) : BackgroundService
{
    // Not at the start, when everything else is to be done.
    private static readonly TimeSpan First = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromDays(1);
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(15);
    private const int Most = 100;

    /// <summary>Does what is due now.</summary>
    /// <returns>How many assessments were looked at, and whether something was left.</returns>
    /// <exception cref="StorageUnavailableException">Storage is away.</exception>
    public async Task<(int Looked, bool IsLeft)> SweepAsync(CancellationToken cancellationToken)
    {
        var (looked, isLeft) = (0, false);
        while (await rows.DueAsync(time.GetUtcNow(), Most, cancellationToken) is { Count: > 0 } due)
        {
            var done = 0;
            foreach (var look in due)
            {
                done += await LookAsync(look, cancellationToken) ? 1 : 0;
            }

            looked += done;
            if (done < due.Count)
            {
                isLeft = true;
                break;
            }
        }

        return (looked, isLeft);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wait = First;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            try
            {
                var (looked, isLeft) = await SweepAsync(stoppingToken);
                wait = isLeft ? Soon : Pause;
                LogSwept(looked);
            }
            catch (StorageUnavailableException e)
            {
                wait = Soon;
                LogAway(e);
            }
        }
    }

    /// <summary>
    /// False when it has to stay due: its questionnaire is not shipped now, somebody is just changing it, or its documents cannot be
    /// removed.
    /// </summary>
    private async Task<bool> LookAsync(DueLook look, CancellationToken cancellationToken)
    {
        if (look.Id is { } id)
        {
            switch (await store.LoadAsync(id, allowCached: false, cancellationToken))
            {
                case LoadResult.UnknownVersion:
                    return false;
                case LoadResult.Found { Stored: var stored } when !await StepAsync(stored, look, cancellationToken):
                    return false;
                case LoadResult.NotFound { IsErased: var isErased } when !await FinishAsync(id, isErased, cancellationToken):
                    return false;
            }
        }

        await rows.DoneAsync(look, cancellationToken);
        return true;
    }

    /// <summary>What a deletion that broke off has left.</summary>
    private async Task<bool> FinishAsync(AssessmentId id, bool isErased, CancellationToken cancellationToken)
    {
        if (isErased)
        {
            await eraser.FinishAsync(id, cancellationToken);
            await rows.ForgetAnnouncementAsync(id, cancellationToken);
        }

        return await projector.RemoveAsync(id, cancellationToken);
    }

    /// <summary>One step; a next look that falls on the row of this one keeps it.</summary>
    private async Task<bool> StepAsync(StoredAssessment stored, DueLook look, CancellationToken cancellationToken)
    {
        var announced = await rows.AnnouncedAsync(stored.Id, cancellationToken);
        var step = Domain.Assessments.Retention.Next(stored.Assessment, options.Value.Periods, announced, time.GetUtcNow());
        if (step is not RetentionStep.Delete)
        {
            // The rule was changed meanwhile: nothing is to be removed now.
            await rows.ForgetHinderedAsync(stored.Id, cancellationToken);
        }

        switch (step)
        {
            case RetentionStep.LookAgain again:
                await rows.ScheduleAsync(stored.Id, again.At, cancellationToken);
                return Keys.RetentionRow(again.At, stored.Id) != look.RowKey;
            case RetentionStep.Announce announce:
                return await AnnounceAsync(stored, announce, cancellationToken);
            case RetentionStep.Delete:
                return await DeleteAsync(stored, cancellationToken);
            default:
                await rows.ForgetAnnouncementAsync(stored.Id, cancellationToken);
                return true;
        }
    }

    /// <summary>The next look stands before the notice is promised, and the notice before it is noted: none can be lost.</summary>
    private async Task<bool> AnnounceAsync(StoredAssessment stored, RetentionStep.Announce announce, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await rows.ScheduleAsync(stored.Id, announce.DeletedAt, cancellationToken);
        var promise = await dispatcher.PromiseAsync(stored.Id, cancellationToken);
        var day = announce.DeletedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var told = await store.CommitAsync(
            stored,
            new Decision.Accepted([], stored.Assessment),
            Actor.System,
            now,
            [OutboxMessage.Promised(Following.Notice(NoticeTopic.Deletion, day), now)],
            cancellationToken);
        if (told is not CommitResult.Committed)
        {
            return false;
        }

        dispatcher.Hint(promise);
        await rows.AnnounceAsync(stored.Id, new DeletionAnnounced(announce.From, now), cancellationToken);
        LogAnnounced(stored.Id, day);
        return true;
    }

    private async Task<bool> DeleteAsync(StoredAssessment stored, CancellationToken cancellationToken)
    {
        var rule = stored.Assessment.State is AssessmentState.Draft ? "draft" : "withdrawn";
        if (!await RemoveDocumentsAsync(stored.Assessment, cancellationToken))
        {
            return false;
        }

        await register.UnlistAsync(stored.Id, cancellationToken);
        foreach (var message in stored.Outbox.Where(m => m.Undeliverable))
        {
            await directory.ClearUndeliverableAsync(stored.Id, Keys.Outbox(message), cancellationToken);
        }

        if (!await eraser.EraseAsync(stored, rule, time.GetUtcNow(), cancellationToken))
        {
            return false;
        }

        await rows.ForgetAnnouncementAsync(stored.Id, cancellationToken);
        LogDeleted(stored.Id, rule);

        // Only now: until it is erased somebody may take it up again. What breaks off here goes on at the next look.
        return await projector.RemoveAsync(stored.Id, cancellationToken);
    }

    /// <summary>First the documents, while the assessment still says where they lie.</summary>
    private async Task<bool> RemoveDocumentsAsync(Assessment assessment, CancellationToken cancellationToken)
    {
        if (FileNames.Paths(assessment) is not { IsEmpty: false } paths)
        {
            return true;
        }

        var isElsewhere = assessment.Filing?.Filed is { } filed && filed.IsLink != places.Place?.GivesLinks;
        if (isElsewhere && !options.Value.LeaveDocumentsElsewhere)
        {
            LogElsewhere(assessment.Id);
            await rows.HinderAsync(new HinderedRemoval(assessment.Id, null, null), cancellationToken);
            return false;
        }

        if (!isElsewhere && places.Place is { } place && await place.RemoveAsync(paths, cancellationToken) is { } hindered)
        {
            LogNotRemoved(assessment.Id, hindered.Obstacle, hindered.Detail);
            await rows.HinderAsync(new HinderedRemoval(assessment.Id, hindered.Obstacle, hindered.Detail), cancellationToken);
            return false;
        }

        await rows.ForgetHinderedAsync(assessment.Id, cancellationToken);
        return true;
    }

    [LoggerMessage(1201, LogLevel.Information, "Retention looked at {Count} assessments")]
    private partial void LogSwept(int count);

    [LoggerMessage(1202, LogLevel.Information, "The deletion of {Assessment} on {Day} is announced")]
    private partial void LogAnnounced(AssessmentId assessment, string day);

    [LoggerMessage(1203, LogLevel.Information, "{Assessment} was deleted by the rule for a {Rule}")]
    private partial void LogDeleted(AssessmentId assessment, string rule);

    [LoggerMessage(1204, LogLevel.Warning, "Retention broke off because storage is away; the rest is tried again soon")]
    private partial void LogAway(Exception exception);

    [LoggerMessage(1205, LogLevel.Warning, "The documents of {Assessment} cannot be removed yet, so it is kept: {Obstacle} ({Detail})")]
    private partial void LogNotRemoved(AssessmentId assessment, FilingObstacle obstacle, string? detail);

    [LoggerMessage(1206, LogLevel.Warning, "The documents of {Assessment} were filed in a place that is not configured any more, so it is kept")]
    private partial void LogElsewhere(AssessmentId assessment);
}
